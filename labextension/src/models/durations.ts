/** Times as people say them; a number and its unit stay on one line. */

export function durationText(seconds: number): string {
  if (seconds < 10) {
    return `${seconds.toFixed(1)}\u00a0s`;
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole}\u00a0s` : `${Math.floor(whole / 60)}\u00a0min ${whole % 60}\u00a0s`;
}

/** When something began: the time of the day, and the day if it is not today. */
export function startText(started: string, now: Date): string {
  const moment = new Date(started);
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return moment.toDateString() === now.toDateString()
    ? moment.toLocaleTimeString([], time)
    : moment.toLocaleString([], { ...time, day: 'numeric', month: 'short', year: 'numeric' });
}
