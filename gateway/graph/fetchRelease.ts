/** What a registry answered: the text of a release with its tag, or that it is the one of the tag before. */
export type ReleaseAnswer =
  | { readonly kind: 'same' }
  | { readonly kind: 'release'; readonly text: string; readonly tag: string | undefined }

const DEADLINE_MS = 5_000
/** A supergraph of ours has 200 kB; whoever stands where the registry should be shall not fill the memory. */
const MOST_BYTES = 20_000_000

/** Asks for the release of a registry, unless it is the one of this tag. Rejects where it does not answer so. */
export async function fetchRelease(
  url: string,
  tag: string | undefined,
  stopping: AbortSignal,
): Promise<ReleaseAnswer> {
  const response = await fetch(`${url}/v1/supergraph`, {
    headers: tag === undefined ? {} : { 'if-none-match': tag },
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(DEADLINE_MS)]),
  })
  if (response.status === 304 || response.status !== 200) {
    await response.body?.cancel()
    if (response.status === 304) return { kind: 'same' }
    throw new Error(`expected 200 or 304; got ${response.status}`)
  }
  return {
    kind: 'release',
    text: await readBounded(response),
    tag: response.headers.get('etag') ?? undefined,
  }
}

/** Rejects where more comes than a registry has to tell. */
export async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  if (response.body === null) return ''
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`expected at most ${MOST_BYTES} bytes; got more`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
