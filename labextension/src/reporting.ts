/** Failures as the user hears of them. */

import { Notification } from '@jupyterlab/apputils';

import { messageOf } from './models/errors';

/** Wait for work that somebody asked for; tell them if it fails. */
export async function report(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // It stays until it has been read.
    Notification.error(messageOf(error), { autoClose: false });
  }
}
