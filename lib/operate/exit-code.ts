/** How a command that operates a cluster ended. 2 is wrong usage, and 70 besides a fault of this program. */
export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
export const EXIT_REFUSED = 3;
export const EXIT_TIMED_OUT = 70;
export const EXIT_INTERRUPTED = 130;
