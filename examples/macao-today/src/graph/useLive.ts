import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useQuery, useSubscription } from 'urql'
import { sourcesOf, type Source } from './provenance.ts'
import { useIsVisible } from './useIsVisible.ts'

/** A question, and the stream that tells what of its answer has changed. */
export interface LiveQuestion<Data, Variables extends AnyVariables, Change, Filter extends AnyVariables> {
  readonly query: TypedDocumentNode<Data, Variables>
  readonly variables: Variables
  readonly changes: TypedDocumentNode<Change, Filter>
  /** Which changes; undefined as long as that is not known. */
  readonly filter: Filter | undefined
  /** How often to ask while there is no stream: as often as the source is read. */
  readonly pollSeconds: number
}

export interface LiveAnswer<Data> {
  readonly data: Data | undefined
  readonly error: CombinedError | undefined
  readonly isLoading: boolean
  /** Whether changes are told as they happen; else it is asked again and again. */
  readonly isLive: boolean
  readonly sources: readonly Source[]
  readonly askAgain: () => void
}

/** What no stream tells, such as whether a museum is open, is asked as often even beside a stream. */
const SLOW_SECONDS = 300

/**
 * Asks, follows the changes, and polls as long as no stream can be had. The cache lays each change over the answer by ids, so
 * there is nothing to put together here. A page that nobody looks at follows nothing.
 */
export function useLive<Data, Variables extends AnyVariables, Change, Filter extends AnyVariables>({
  query,
  variables,
  changes,
  filter,
  pollSeconds,
}: LiveQuestion<Data, Variables, Change, Filter>): LiveAnswer<Data> {
  const isVisible = useIsVisible()
  const [isOpen, setOpen] = useState(false)
  const isLive = isOpen && isVisible
  const [{ data, error, fetching, extensions }, ask] = useQuery({
    query,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const context = useMemo(() => ({ onStreamState: setOpen }), [])
  const [{ data: change }] = useSubscription({
    query: changes,
    variables: (filter ?? {}) as Filter,
    pause: !isVisible || filter === undefined,
    context,
  })

  const askAgain = useCallback(() => ask(PAST_THE_CACHE), [ask])
  // Whatever changed before the stream began was told to nobody.
  useEffect(() => {
    if (isLive) askAgain()
  }, [isLive, askAgain])
  // Null is what is registered no longer: the list is another.
  const isGone = change !== undefined && Object.values(change as object).includes(null)
  useEffect(() => {
    if (isGone) askAgain()
  }, [isGone, change, askAgain])
  useEffect(() => {
    if (!isVisible) return
    // The browser's own cache answers as long as the gateway said that the answer holds.
    const timer = setInterval(() => ask(NETWORK), 1_000 * (isLive ? SLOW_SECONDS : pollSeconds))
    return () => clearInterval(timer)
  }, [isVisible, isLive, pollSeconds, ask])

  return {
    data,
    error,
    isLoading: fetching && data === undefined,
    isLive,
    sources: sourcesOf(extensions),
    askAgain,
  }
}

const NETWORK = { requestPolicy: 'network-only' } as const
/** The browser asks the gateway whether what it has still holds, by its `ETag`. */
const PAST_THE_CACHE = { ...NETWORK, fetchOptions: { cache: 'no-cache' } } as const
