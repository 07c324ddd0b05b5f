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

  /** Whether a name, given by its digest (`kit/digest.ts`), has come before; from now on it has. */
  knows(digest: string): boolean {
    const seat = readBits(digest, 0) % this.#seats.length
    // 0 is an empty seat.
    const mark = readBits(digest, digest.length >> 1) || 1
    if (this.#seats[seat] === mark) return true
    this.#seats[seat] = mark
    return false
  }
}

/** How many characters of a digest, of 6 bits each, are read for 32 bits. */
const READ = 16

/** 32 bits of one part of a digest: FNV-1a, and the end of MurmurHash3, so that each of them hangs on every character. */
function readBits(digest: string, from: number): number {
  let bits = 0x811c9dc5
  for (let at = from; at < from + READ; at++) bits = Math.imul(bits ^ digest.charCodeAt(at), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
