import { useSignal } from '@preact/signals'
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks'

export const ROW_HEIGHT = 37
/** The head of the table, which stays above the rows. */
const HEAD_HEIGHT = 38
/** Before it was measured a screen is taken to be so high. */
const FIRST_HEIGHT = 600
/** What is printed has no scroll bar; paper for more than these nobody wants. */
const MOST_PRINTED = 1_000

export type RowVirtualizer = Virtualizer<HTMLElement, HTMLElement>

/** Only the rows in sight and some around them are drawn; where rows are of several heights, each is measured when it is. */
export function useVirtualRows(
  sheet: RefObject<HTMLElement>,
  count: number,
  keyOf: (index: number) => string,
): RowVirtualizer {
  const changes = useSignal(0)
  const isPrinting = useSignal(false)
  const options: VirtualizerOptions<HTMLElement, HTMLElement> = {
    count,
    getScrollElement: () => sheet.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: keyOf,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 0, height: FIRST_HEIGHT },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => {
      changes.value += 1
    },
    ...(isPrinting.value && {
      rangeExtractor: ({ count: all }) => Array.from({ length: Math.min(all, MOST_PRINTED) }, (_, at) => at),
    }),
  }
  const virtualizer = useMemo(() => new Virtualizer(options), [])
  virtualizer.setOptions(options)
  // Its own adapters for React, Vue and others call these two; it has no other names for them.
  // oxlint-disable-next-line no-underscore-dangle
  useLayoutEffect(() => virtualizer._didMount(), [])
  // oxlint-disable-next-line no-underscore-dangle
  useLayoutEffect(() => virtualizer._willUpdate())
  useEffect(() => {
    const print = ({ type }: Event) => {
      isPrinting.value = type === 'beforeprint'
    }
    for (const event of ['beforeprint', 'afterprint']) window.addEventListener(event, print)
    return () => {
      for (const event of ['beforeprint', 'afterprint']) window.removeEventListener(event, print)
    }
  }, [])
  // Whoever calls this is drawn anew with each change.
  void changes.value
  return virtualizer
}
