import { headersKey } from '../../kit/headersKey.ts'
import { settingsOf, type RemoteSettings } from './remoteTransports.ts'
import type { HeaderSettings } from './settings.ts'
import type { FetchWrapper } from './subgraphFetcher.ts'

type ForwardedNames = HeaderSettings['forward']

/**
 * Leaves of the client's headers those that the subgraph may get, under the names that it knows. Around the caches: what a
 * subgraph never sees cannot tell its responses apart, and its `Vary` speaks of its own names.
 */
export function withOwnHeaders(
  settings: RemoteSettings & { readonly forwardHeaders: readonly string[] },
): FetchWrapper {
  const getsAll = ({ headers: { forward } }: { readonly headers: HeaderSettings }): boolean =>
    settings.forwardHeaders.every((name) => forward.get(name) === name)
  const all = [settings.otherSubgraphs, ...settings.subgraphs.values()]
  if (all.every(getsAll)) return (next) => next
  return (next) => (request, context) => {
    const own = settingsOf(settings, request.subgraph)
    if (getsAll(own)) return next(request, context)
    const headers = pickHeaders(context.headers, own.headers.forward)
    return next(request, { ...context, headers, headersKey: headersKey(headers) })
  }
}

/** Under the names that a subgraph knows. */
export function pickHeaders(
  headers: Readonly<Record<string, string>>,
  names: ForwardedNames,
): Readonly<Record<string, string>> {
  const picked: Record<string, string> = {}
  for (const [name, nameThere] of names) {
    const value = headers[name]
    if (value !== undefined) picked[nameThere] = value
  }
  return picked
}
