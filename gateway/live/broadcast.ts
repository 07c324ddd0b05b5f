import { LRUCache } from 'lru-cache'
import { compareEventIds, type GraphEvent } from '../../kit/events/graphEvent.ts'
import { GatewayError } from '../errors.ts'
import type { Topic } from '../graph/topics.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import { Audience, type AudienceParts } from './audience.ts'
import { NO_EVENT } from './eventStore.ts'
import type { Matches } from './matches.ts'
import { Message } from './message.ts'
import type { Member } from './subscription.ts'
import type { TopicLog } from './topicLog.ts'

export interface BroadcastParts extends AudienceParts {
  /** The answer for one event, which each of these members may read. */
  readonly answer: (asking: Member, asked: AskedOperation, event: GraphEvent) => Promise<Buffer>
}

/** A client that comes back after an event, or many after a restart, gets answers that were made before. */
const REMEMBERED_ANSWERS = 64
/** One that is larger is made anew, so that broadcasts with large answers do not fill the memory. */
const REMEMBERED_BYTES = 64 * 1024

/**
 * Subscriptions alike: one operation with one set of variables and rights, executed once for each event, its bytes sent to
 * all. It ends with its last member. Events are done one after the other, so that each member has them in their order.
 */
export class Broadcast {
  asked: AskedOperation
  matches: Matches
  readonly #topic: Topic
  readonly #log: TopicLog
  readonly #parts: BroadcastParts
  readonly #audience: Audience
  /** Those that are told with all others; the rest is catching up. */
  readonly #live = new Set<Member>()
  readonly #answers = new LRUCache<string, Promise<Message>>({ max: REMEMBERED_ANSWERS })
  readonly #unwatch: () => void
  /** The last event that was begun to be told. */
  #reached: string
  #isRunning = false

  constructor(
    asked: AskedOperation,
    matches: Matches,
    topic: Topic,
    log: TopicLog,
    begun: string,
    parts: BroadcastParts,
  ) {
    this.asked = asked
    this.matches = matches
    this.#topic = topic
    this.#log = log
    this.#reached = beginOf(log, begun)
    this.#parts = parts
    const onEmpty = (): void => {
      this.#unwatch()
      parts.onEmpty()
    }
    this.#audience = new Audience({ ...parts, onEmpty }, (member) => this.#live.delete(member))
    this.#unwatch = log.watch(() => void this.#run())
  }

  get members(): ReadonlySet<Member> {
    return this.#audience.members
  }

  join(member: Member): void {
    this.#audience.members.add(member)
    if (compareEventIds(member.known, this.#reached) >= 0) this.#live.add(member)
    else void this.#catchUp(member)
    // What came while it was being opened.
    void this.#run()
  }

  leave(member: Member): void {
    this.#audience.leave(member)
  }

  /** Ends the subscription of a member; of one that has left already it has ended. */
  expel(member: Member, reason: GatewayError | undefined): void {
    this.#audience.expel(member, reason)
  }

  /** Ends the subscriptions of all. */
  end(reason: GatewayError | undefined): void {
    this.#audience.end(reason)
  }

  /** Takes the place of its operation in the next version of the graph. */
  renew(asked: AskedOperation, matches: Matches): void {
    this.asked = asked
    this.matches = matches
    this.#answers.clear()
  }

  /** Has the members checked that may not be told any more, whether anything happens or not. */
  async check(): Promise<void> {
    await this.#audience.listAllowed(this.members, 0)
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      for (;;) {
        const event = this.#log.next(this.#reached)
        if (event === undefined) return
        if (event === null) {
          this.#skipForgotten()
          continue
        }
        // Before it is told: whoever joins meanwhile lacks it, and catches up.
        this.#reached = event.id
        if (this.members.size > 0 && this.#isWanted(event)) await this.#tell(event)
      }
    } finally {
      this.#isRunning = false
    }
  }

  /** What was never told here: nobody misses it who has just begun. */
  #skipForgotten(): void {
    const lost = this.#log.forgotten ?? this.#reached
    for (const member of this.#live)
      if (member.hasBegun && compareEventIds(member.known, lost) < 0) this.expel(member, forgotten())
    this.#reached = lost
  }

  #isWanted(event: GraphEvent): boolean {
    if (!this.matches(event)) return false
    return this.#topic.holds === 'FACT' || !this.#log.isSuperseded(event)
  }

  async #tell(event: GraphEvent): Promise<void> {
    const behind = [...this.#live].filter(({ known }) => compareEventIds(known, event.id) < 0)
    const allowed = await this.#audience.listAllowed(behind, this.asked.cost)
    const [asking] = allowed
    if (asking === undefined) return
    try {
      const message = await this.#answerFor(asking, event)
      for (const member of allowed) this.#give(member, message)
    } catch (error) {
      // What befell one answer of all is the end for all, and each is told why.
      if (!(error instanceof GatewayError)) throw error
      this.end(error)
    }
  }

  #give(member: Member, message: Message): void {
    if (compareEventIds(message.id, member.known) <= 0 || !this.members.has(member)) return
    member.known = message.id
    member.hasBegun = true
    this.#audience.give(member, message)
  }

  /** A member that knows less gets what it has missed first. */
  async #catchUp(member: Member): Promise<void> {
    while (this.members.has(member)) {
      if (compareEventIds(member.known, this.#reached) >= 0) {
        this.#live.add(member)
        return
      }
      const event = this.#log.next(member.known)
      if (event === null) return this.expel(member, forgotten())
      if (event === undefined) member.known = this.#reached
      else if (!this.#isWanted(event)) member.known = event.id
      else if ((await this.#audience.listAllowed([member], this.asked.cost)).length > 0) {
        const message = await this.#answerFor(member, event).catch((error: unknown) =>
          this.#audience.refuse(member, error),
        )
        if (message !== undefined) this.#give(member, message)
      }
    }
  }

  #answerFor(asking: Member, event: GraphEvent): Promise<Message> {
    const known = this.#answers.get(event.id)
    if (known !== undefined) return known
    const answering = this.#parts
      .answer(asking, this.asked, event)
      .then((body) => new Message(event.id, event.key, body))
    this.#answers.set(event.id, answering)
    answering.then(
      ({ body }) => body.length > REMEMBERED_BYTES && this.#answers.delete(event.id),
      () => this.#answers.delete(event.id),
    )
    return answering
  }
}

/**
 * What one client says it knows, which may never come, holds up nobody else: it is not done before the log has it. A log that
 * knows nothing may still be told of events that another client lacks.
 */
function beginOf({ last }: TopicLog, begun: string): string {
  if (last === null) return NO_EVENT
  return compareEventIds(begun, last) < 0 ? begun : last
}

export function forgotten(): GatewayError {
  return new GatewayError(
    'EVENTS_FORGOTTEN',
    'Some of the events after the last one that the client knows are not kept any more. Query anew, then subscribe without an event id.',
  )
}
