/** One file of an archive; its text comes piece by piece. */
export interface ZipEntry {
  readonly name: string
  readonly text: Iterable<string> | AsyncIterable<string>
}

interface Written {
  readonly name: Uint8Array
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

const encoder = new TextEncoder()
const VERSION = 20
/** Sizes follow the data (bit 3), for they are not known before; names are UTF-8 (bit 11). */
const FLAGS = 0x0808
const DEFLATE = 8

/** A ZIP archive as it is made: nothing but the directory is held in memory. Up to 4 GiB. */
export async function* writeZip(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let offset = 0
  for (const { name, text } of entries) {
    const tally = { crc: 0xffffffff, size: 0 }
    const nameBytes = encoder.encode(name)
    const start = offset
    const head = localHeader(nameBytes)
    offset += head.length
    yield head
    let packed = 0
    for await (const chunk of deflateStream(countBytes(text, tally))) {
      packed += chunk.length
      yield chunk
    }
    const entry = { name: nameBytes, offset: start, crc: ~tally.crc >>> 0, packed, size: tally.size }
    written.push(entry)
    const tail = fields([4, 0x08074b50], [4, entry.crc], [4, packed], [4, entry.size])
    offset += packed + tail.length
    yield tail
  }
  yield* writeDirectory(written, offset)
}

async function* countBytes(
  text: ZipEntry['text'],
  tally: { crc: number; size: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const count = (piece: string) => {
    const bytes = encoder.encode(piece)
    tally.size += bytes.length
    tally.crc = updateCrc(tally.crc, bytes)
    return bytes
  }
  let waiting = ''
  for await (const piece of text) {
    waiting += piece
    if (waiting.length < ZIP_CHUNK) continue
    yield count(waiting)
    waiting = ''
  }
  if (waiting !== '') yield count(waiting)
}

/** To compress row by row takes several times as long. */
const ZIP_CHUNK = 65_536

async function* deflateStream(source: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.(undefined)
    },
  })
  const reader = stream.pipeThrough(new CompressionStream('deflate-raw')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

function localHeader(name: Uint8Array): Uint8Array {
  return concatenateBytes(
    fields(
      [4, 0x04034b50],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATE],
      [4, DATE],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ),
    name,
  )
}

function* writeDirectory(entries: readonly Written[], start: number): Generator<Uint8Array> {
  let size = 0
  for (const { name, offset, crc, packed, size: unpacked } of entries) {
    const record = concatenateBytes(
      fields(
        [4, 0x02014b50],
        [2, VERSION],
        [2, VERSION],
        [2, FLAGS],
        [2, DEFLATE],
        [4, DATE],
        [4, crc],
        [4, packed],
        [4, unpacked],
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ),
      name,
    )
    size += record.length
    yield record
  }
  yield fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, size],
    [4, start],
    [2, 0],
  )
}

/** 1 January 1980, the first day that the format knows: the same data give the same file. */
const DATE = 0x00210000

function fields(...list: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [length]) => sum + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [length, value] of list) {
    if (length === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += length
  }
  return bytes
}

function concatenateBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function updateCrc(crc: number, bytes: Uint8Array): number {
  let value = crc
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return value
}
