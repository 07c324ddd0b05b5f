/** A file that cannot lie under a map; tells what was expected of it. */
export class UnusableGround extends Error {
  readonly expected: string

  constructor(expected: string) {
    super(expected)
    this.name = 'UnusableGround'
    this.expected = expected
  }
}
