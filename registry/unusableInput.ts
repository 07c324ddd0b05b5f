/** What was given cannot be judged; the message says what was expected, what came, and where. */
export class UnusableInput extends Error {}
