/** The server's routes: one method each, and all of HTTP. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import { UnreachableError } from './models/errors';
import { translateAnswer, translateSentence } from './models/messages';
import type * as wire from './wire';

/** What a server answers to somebody whom it does not know any more, or who may not do this. */
const UNKNOWN_USER: ReadonlySet<number> = new Set([401, 403]);

/** What the server says when it cannot answer. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly reason: string
  ) {
    super(message);
  }
}

export class Api {
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _trans: TranslationBundle
  ) {}

  rules(): Promise<wire.RulesAnswer> {
    return this._ask('rules');
  }

  async check(request: wire.CheckRequest): Promise<wire.CheckAnswer> {
    const answer = await this._askInEnglish<wire.CheckAnswer>('check', request);
    // The only part with sentences; the rest may be large.
    return answer.kind === 'checked'
      ? { ...answer, findings: translateAnswer(answer.findings, this._trans) }
      : answer;
  }

  fix(request: wire.FixRequest): Promise<wire.FixAnswer> {
    return this._ask('fix', request);
  }

  suggest(request: wire.SuggestRequest): Promise<wire.SuggestAnswer> {
    return this._ask('suggest', request);
  }

  graph(request: wire.GraphRequest): Promise<wire.GraphAnswer> {
    return this._ask('graph', request);
  }

  preview(request: wire.ExportRequest): Promise<wire.PreviewAnswer> {
    return this._ask('export/preview', request);
  }

  export(request: wire.ExportRequest): Promise<wire.ExportAnswer> {
    return this._ask('export', request);
  }

  parameters(request: wire.ParametersRequest): Promise<wire.ParametersAnswer> {
    return this._ask('parameters', request);
  }

  example(request: wire.ExampleRequest): Promise<wire.ExampleAnswer> {
    return this._ask('example', request);
  }

  runs(path: string): Promise<wire.JobsAnswer> {
    return this._ask(`runs?path=${encodeURIComponent(path)}`);
  }

  start(request: wire.StartRequest): Promise<wire.Job> {
    return this._ask('runs', request);
  }

  log(id: string, step: string | null, after: number): Promise<wire.LogAnswer> {
    const part = step === null ? '' : `step=${encodeURIComponent(step)}&`;
    return this._ask(`runs/${encodeURIComponent(id)}/log?${part}after=${after}`);
  }

  cancel(id: string): Promise<wire.Job> {
    return this._ask(`runs/${encodeURIComponent(id)}/cancel`, {});
  }

  compare(request: wire.CompareRequest): Promise<wire.CompareAnswer> {
    return this._ask('runs/compare', request);
  }

  /** A socket on which the server tells what becomes of jobs. */
  openEvents(): WebSocket {
    const { appendToken, token, wsUrl } = this._settings;
    const url = URLExt.join(wsUrl, 'nb2pipe/api/runs/events');
    const query = appendToken && token !== '' ? `?token=${encodeURIComponent(token)}` : '';
    return new this._settings.WebSocket(url + query);
  }

  /** What the server tells on that socket. */
  readEvent(data: string): wire.Event {
    return translateAnswer(JSON.parse(data) as wire.Event, this._trans);
  }

  private async _ask<Answer>(route: string, body?: object): Promise<Answer> {
    return translateAnswer(await this._askInEnglish<Answer>(route, body), this._trans);
  }

  /** POST with a body, GET without; raises ApiError and UnreachableError. */
  private async _askInEnglish<Answer>(route: string, body?: object): Promise<Answer> {
    const url = URLExt.join(this._settings.baseUrl, 'nb2pipe/api') + '/' + route;
    const init =
      body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
    const response = await this._reach(url, init);
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      throw this._refused(response, answer as Partial<wire.Problem> | null);
    }
    return answer as Answer;
  }

  private _refused({ status, statusText }: Response, problem: Partial<wire.Problem> | null): Error {
    const said = translateSentence(problem?.message ?? `${status} ${statusText}`, this._trans);
    const message = UNKNOWN_USER.has(status)
      ? this._trans.__(
          'The Jupyter server does not allow this (%1). If your session has ended, log in again and load this page anew.',
          said
        )
      : said;
    return new ApiError(message, problem?.reason ?? 'internal');
  }

  private async _reach(url: string, init: RequestInit): Promise<Response> {
    try {
      return await ServerConnection.makeRequest(url, init, this._settings);
    } catch (error) {
      throw error instanceof ServerConnection.NetworkError
        ? new UnreachableError(this._trans.__('The Jupyter server cannot be reached.'))
        : error;
    }
  }
}
