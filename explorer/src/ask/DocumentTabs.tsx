import { useEffect, useRef } from 'preact/hooks'
import { words } from '../language/language.ts'
import { isUnrun, titleOf, type BenchDocument } from './benchDocument.ts'
import { renewAddress, show } from './benchAddress.ts'
import { active, closeDocument, documents, openBlank, renamed } from './desk.ts'

/** The documents of this window: arrows go from one to the next, Delete closes. */
export function DocumentTabs() {
  const { documents: strings } = words.value
  const list = useRef<HTMLDivElement>(null)
  void renamed.value
  const { value: all } = documents
  const { value: now } = active
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [now])
  const focusShown = () => requestAnimationFrame(() => focusTab(list.current))
  const close = (document: BenchDocument) => {
    closeDocument(document)
    renewAddress()
    focusShown()
  }
  const move = (to: number) => {
    show(all[(to + all.length) % all.length] ?? now)
    focusShown()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = all.indexOf(now)
    const act = {
      ArrowRight: () => move(at + 1),
      ArrowLeft: () => move(at - 1),
      Home: () => move(0),
      End: () => move(-1),
      Delete: () => close(now),
    }[event.key]
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  return (
    <div class="documents">
      <div class="tabs" role="tablist" aria-label={strings.title} ref={list} onKeyDown={onKeyDown}>
        {all.map((document) => (
          <Tab
            key={document.id}
            document={document}
            isShown={document === now}
            close={() => close(document)}
          />
        ))}
      </div>
      <button
        type="button"
        class="button bare"
        aria-label={strings.open}
        title={strings.open}
        onClick={() => {
          openBlank()
          show(active.peek())
        }}
      >
        +
      </button>
    </div>
  )
}

function focusTab(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
}

function Tab({
  document,
  isShown,
  close,
}: {
  readonly document: BenchDocument
  readonly isShown: boolean
  readonly close: () => void
}) {
  const { documents: strings } = words.value
  const name = titleOf(document) ?? strings.blank
  const unrun = isUnrun(document)
  return (
    <button
      type="button"
      role="tab"
      class="tab"
      aria-selected={isShown}
      aria-controls={isShown ? 'document' : undefined}
      aria-keyshortcuts="Delete"
      tabIndex={isShown ? 0 : -1}
      title={unrun ? `${name} · ${strings.unrun}` : name}
      onClick={() => show(document)}
      onAuxClick={(event) => {
        if (event.button === 1) close()
      }}
    >
      {document.running.value && <span class="busy" aria-hidden="true" />}
      {unrun && (
        <span class="unrun">
          <span class="hidden">{strings.unrun}</span>
        </span>
      )}
      <span class="cut">{name}</span>
      {/* By keys it is Delete; a button within a tab would not be reached. */}
      <span
        class="close"
        aria-hidden="true"
        title={strings.close}
        onClick={(event) => {
          event.stopPropagation()
          close()
        }}
      >
        ×
      </span>
    </button>
  )
}
