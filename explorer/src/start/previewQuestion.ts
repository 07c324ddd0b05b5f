/** A small question whose answer a card shows: it names what it shows in three languages, so that no schema is needed. */
export interface Preview {
  /** Asked with `$at`, the time of the question, and `$language`, where it has these. */
  readonly query: string
  /** The way to the list, joined by dots. */
  readonly rows: string
  /** The way to what is told of each row. */
  readonly value: string
  readonly unit?: string
  /** The enum of the value. */
  readonly enum?: string
  /** The way to how many there are in all. */
  readonly total?: string
  /** Where the rows follow in time: the way to the time. The card then shows a line. */
  readonly along?: string
}
