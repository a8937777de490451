/** Tells when the page has time to spare, so that what somebody has just opened is drawn first. */

/** Milliseconds that a browser gives away at once only when it has nothing to draw. */
const ENOUGH = 20;
/** Milliseconds after which nobody waits any longer: a notebook of thousands of cells is drawn for minutes. */
const LONGEST = 3000;

export async function whenQuiet(longest = LONGEST): Promise<void> {
  const end = performance.now() + longest;
  for (let left = longest; left > 0; left = end - performance.now()) {
    if ((await spareTime(left)) > ENOUGH) {
      return;
    }
  }
}

/** Milliseconds that the browser has to spare, asked when it has some, or after so many in which it had none. */
function spareTime(timeout: number): Promise<number> {
  return new Promise(resolve => {
    if (typeof requestIdleCallback === 'undefined') {
      setTimeout(() => resolve(0), timeout);
    } else {
      requestIdleCallback(deadline => resolve(deadline.didTimeout ? 0 : deadline.timeRemaining()), {
        timeout
      });
    }
  });
}
