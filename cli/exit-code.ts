/** Exit codes of every command. */
export const EXIT_CLEAN = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;
/** A fault of this tool, as in BSD's sysexits (`EX_SOFTWARE`). */
export const EXIT_FAULT = 70;
