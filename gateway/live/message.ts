/** One answer of a subscription, the same bytes for all who share it. */
export class Message {
  /** Of its event. */
  readonly id: string
  /** Of what has changed. */
  readonly key: string
  /** The GraphQL response as JSON, in UTF-8. */
  readonly body: Buffer
  /** Whether a client may come back after it. */
  readonly isResumable: boolean
  readonly #frames = new Map<Frame, Buffer>()

  constructor(id: string, key: string, body: Buffer, isResumable = true) {
    this.id = id
    this.key = key
    this.body = body
    this.isResumable = isResumable
  }

  /** The message as one protocol has it, written once for all clients of that protocol. */
  framed(frame: Frame): Buffer {
    const known = this.#frames.get(frame)
    if (known !== undefined) return known
    const framed = frame(this)
    this.#frames.set(frame, framed)
    return framed
  }
}

export type Frame = (message: Message) => Buffer
