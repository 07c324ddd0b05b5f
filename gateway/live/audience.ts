import { GatewayError } from '../errors.ts'
import type { Message } from './message.ts'
import type { Member } from './subscription.ts'

export interface AudienceParts {
  /** Rejects with GatewayError where a member may not be told any more. */
  readonly assertMay: (member: Member, members: number, cost: number) => void | Promise<void>
  readonly onEmpty: () => void
}

/** The members of one subscription that many have alike: it ends with its last member, never with its first. */
export class Audience {
  readonly members = new Set<Member>()
  readonly #parts: AudienceParts
  readonly #onLeave: (member: Member) => void

  constructor(parts: AudienceParts, onLeave: (member: Member) => void = () => undefined) {
    this.#parts = parts
    this.#onLeave = onLeave
  }

  leave(member: Member): void {
    if (!this.members.delete(member)) return
    this.#onLeave(member)
    if (this.members.size === 0) this.#parts.onEmpty()
  }

  /** Ends the subscription of a member; of one that has left already it has ended. */
  expel(member: Member, reason: GatewayError | undefined): void {
    if (!this.members.has(member)) return
    this.leave(member)
    member.end(reason)
  }

  /** Ends the subscriptions of all. */
  end(reason: GatewayError | undefined): void {
    for (const member of this.members) this.expel(member, reason)
  }

  /** Ends the subscriptions of all: there is no more. */
  complete(): void {
    for (const member of this.members) {
      this.leave(member)
      member.complete()
    }
  }

  /** Gives a member a message; one that is too slow is expelled. */
  give(member: Member, message: Message): void {
    try {
      member.outlet.push(message)
    } catch (error) {
      this.refuse(member, error)
    }
  }

  /** Of these members those that may be told; the others are expelled. */
  async listAllowed(members: Iterable<Member>, cost: number): Promise<readonly Member[]> {
    const allowed: Member[] = []
    for (const member of members) {
      try {
        const checked = this.#parts.assertMay(member, this.members.size, cost)
        if (checked !== undefined) await checked
        allowed.push(member)
      } catch (error) {
        this.refuse(member, error)
      }
    }
    return allowed
  }

  /** Expels a member for what it was refused; anything else is a fault of ours. */
  refuse(member: Member, error: unknown): undefined {
    if (!(error instanceof GatewayError)) throw error
    this.expel(member, error)
  }
}
