/** A PMTiles file (version 3) with one tile, the whole world at zoom 0, in which one layer fills everything. */
export function makePmtiles(layer: string): Buffer {
  const tile = makeTile(layer)
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1])
  const metadata = Buffer.from(
    JSON.stringify({
      attribution: '<a href="https://example.org/">The surveyors</a>',
      vector_layers: [{ id: layer, fields: {} }],
    }),
  )
  const header = Buffer.alloc(127)
  header.write('PMTiles', 'latin1')
  header[7] = 3
  const directoryAt = header.length
  const metadataAt = directoryAt + directory.length
  const tileAt = metadataAt + metadata.length
  const sections = [
    [directoryAt, directory.length],
    [metadataAt, metadata.length],
    [tileAt, 0],
    [tileAt, tile.length],
  ] as const
  sections.forEach(([at, length], index) => {
    header.writeBigUInt64LE(BigInt(at), 8 + 16 * index)
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * index)
  })
  for (const count of [72, 80, 88]) header.writeBigUInt64LE(1n, count)
  // Clustered, nothing compressed, vector tiles, from zoom 0 to 0.
  header.set([1, 1, 1, 1, 0, 0], 96)
  for (const [at, degrees] of [
    [102, -180],
    [106, -85],
    [110, 180],
    [114, 85],
  ] as const)
    header.writeInt32LE(degrees * 10_000_000, at)
  return Buffer.concat([header, directory, metadata, tile])
}

const EXTENT = 4_096

/** A Mapbox Vector Tile (2.1) with one polygon from corner to corner. */
function makeTile(layer: string): Buffer {
  const [moveTo, lineTo, close] = [9, 26, 15]
  const corners = [
    [EXTENT, 0],
    [0, EXTENT],
    [-EXTENT, 0],
  ]
    .flat()
    .map(zigzag)
  const geometry = [moveTo, 0, 0, lineTo, ...corners, close].flatMap(varint)
  const feature = [...field(3, 3), ...bytes(4, geometry)]
  const content = [
    ...bytes(1, [...Buffer.from(layer)]),
    ...bytes(2, feature),
    ...field(5, EXTENT),
    ...field(15, 2),
  ]
  return Buffer.from(bytes(3, content))
}

function field(number: number, value: number): readonly number[] {
  return [...varint(number << 3), ...varint(value)]
}

function bytes(number: number, content: readonly number[]): readonly number[] {
  return [...varint((number << 3) | 2), ...varint(content.length), ...content]
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]
}
