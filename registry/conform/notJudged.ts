/** A check cannot be made; the message says why. */
export class NotJudged extends Error {}
