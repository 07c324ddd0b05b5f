import { hash } from 'node:crypto'

/**
 * Remembers which names have come before, in a memory of fixed size, so that only what comes again is worth storing (the
 * doorkeeper of TinyLFU). Each name has one seat, which holds 32 bits of its digest until a name with the same seat comes:
 * what has not come for long is forgotten so, and nothing can be read from a seat.
 */
export class Doorkeeper {
  readonly #seats: Uint32Array

  constructor(seats = 65_536) {
    this.#seats = new Uint32Array(seats)
  }

  get bytes(): number {
    return this.#seats.byteLength
  }

  /** Whether the name has come before; from now on it has. */
  knows(name: string): boolean {
    const digest = hash('sha256', name, 'buffer')
    const seat = digest.readUInt32LE(0) % this.#seats.length
    // 0 is an empty seat.
    const mark = digest.readUInt32LE(4) || 1
    if (this.#seats[seat] === mark) return true
    this.#seats[seat] = mark
    return false
  }
}
