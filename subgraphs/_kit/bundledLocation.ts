import { readdir, readFile, stat } from 'node:fs/promises'
import { sha256Hex } from '../../kit/digest.ts'
import type { BundledSnapshot } from './feedDescriptor.ts'
import type { FeedLocation, LocatedFeed } from './location.ts'
import type { RawDocument } from './readDocument.ts'

/** A source may grow to fifty times its snapshot before it is another source. */
const GROWTH = 50
const LEAST_LIMIT = 1024 * 1024

/** The largest document that a feed reads. */
export async function sizeLimit({
  maxBytes,
  bundled,
}: Pick<LocatedFeed, 'maxBytes' | 'bundled'>): Promise<number> {
  return maxBytes ?? Math.max(LEAST_LIMIT, GROWTH * (await snapshotBytes(bundled)))
}

async function snapshotBytes({ url, replayStepSeconds }: BundledSnapshot): Promise<number> {
  try {
    const files =
      replayStepSeconds === undefined ? [url] : (await readdir(url)).map((name) => new URL(name, url))
    return Math.max(...(await Promise.all(files.map(async (file) => (await stat(file)).size))))
  } catch {
    // A feed at an address does not need its snapshot.
    return 0
  }
}

export function createBundledLocation(feed: LocatedFeed): FeedLocation {
  const { url, recordedAt, replayStepSeconds } = feed.bundled
  const recorded = new Date(recordedAt)
  const fixed = {
    kind: 'bundled',
    address: url.href,
    recordedAt: recorded,
    validators: {},
    refuse() {},
    restore() {},
  } as const
  if (replayStepSeconds !== undefined)
    return { ...fixed, changes: true, fetch: createReplay(url, recorded.getTime(), replayStepSeconds * 1000) }
  return {
    ...fixed,
    changes: false,
    fetch: async (now) => createDocument(await readFile(url), recorded, now, 0),
  }
}

/** Frames of a folder in the order of their names, one each step, over and over, their times moved to now. */
function createReplay(folder: URL, recordedAt: number, step: number): FeedLocation['fetch'] {
  let frames: readonly Buffer[] | undefined
  return async (now) => {
    frames ??= await readFrames(folder)
    const tick = Math.floor(now.getTime() / step)
    const index = tick % frames.length
    const shownAt = tick * step
    const frame = frames[index] ?? Buffer.alloc(0)
    return createDocument(frame, new Date(shownAt), now, shownAt - (recordedAt + index * step))
  }
}

async function readFrames(folder: URL): Promise<readonly Buffer[]> {
  const names = (await readdir(folder)).sort()
  if (names.length === 0) throw new Error(`No frames to replay in ${folder.pathname}`)
  return Promise.all(names.map((name) => readFile(new URL(name, folder))))
}

function createDocument(bytes: Buffer, retrievedAt: Date, now: Date, shiftMilliseconds: number): RawDocument {
  return {
    parts: [{ parameters: {}, bytes, contentType: null, contentEncoding: null, isDelimited: true }],
    digest: sha256Hex(bytes),
    retrievedAt,
    readAt: now,
    shiftMilliseconds,
    // Our own file.
    maxBytes: Number.MAX_SAFE_INTEGER,
    remarks: [],
    lastModified: null,
  }
}
