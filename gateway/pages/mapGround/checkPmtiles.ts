import type { FileHandle } from 'node:fs/promises'
import { UnusableGround } from './unusableGround.ts'

const HEADER_BYTES = 127
/** Where the header tells the place and then the length of a section: directory, metadata, leaves, tiles. */
const SECTIONS = [8, 24, 40, 56]
const TILE_TYPE_AT = 99
/** MVT, PNG, JPEG, WebP, AVIF. */
const LAST_TILE_TYPE = 5

/** By the header alone (PMTiles 3): the tiles themselves are read by browsers, which draw none that is broken. */
export async function checkPmtiles(handle: FileHandle, size: number): Promise<void> {
  const header = Buffer.alloc(HEADER_BYTES)
  const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, 0)
  if (bytesRead < HEADER_BYTES || header.toString('latin1', 0, 7) !== 'PMTiles' || header[7] !== 3)
    throw new UnusableGround('PMTiles of version 3; the file does not begin so')
  const ends = SECTIONS.map((at) => header.readBigUInt64LE(at) + header.readBigUInt64LE(at + 8))
  if (ends.some((end) => end > BigInt(size)))
    throw new UnusableGround(`all of the PMTiles file; its header tells of more than its ${size} bytes`)
  const type = header[TILE_TYPE_AT] ?? 0
  if (type < 1 || type > LAST_TILE_TYPE)
    throw new UnusableGround(`PMTiles of vector tiles or images; these are of the type ${type}`)
}
