import { useSignal, useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { address } from '../app/route.ts'
import { CallerDialog } from '../caller/CallerDialog.tsx'
import { claims } from '../caller/token.ts'
import { words } from '../language/language.ts'
import { Results } from '../results/Results.tsx'
import { KeptDialog } from '../share/KeptDialog.tsx'
import { ShareDialog } from '../share/ShareDialog.tsx'
import { ExportDialog } from '../export/ExportDialog.tsx'
import { FieldsPane } from '../build/FieldsPane.tsx'
import { Docs } from './Docs.tsx'
import { greetWithFields, side, toggleSide } from './sidePane.ts'
import { DocumentTabs } from './DocumentTabs.tsx'
import { Editor } from './Editor.tsx'
import { Inputs } from './Inputs.tsx'
import { active } from './desk.ts'
import { isStoreRefusing } from './keepDocuments.ts'
import { OperationChoice } from './OperationChoice.tsx'
import { tidy } from './tidy.ts'
import { KeepFromBench } from '../question/KeepFromBench.tsx'
import { answer, chosenView, follow, query, run, running, stop } from './workbench.ts'

const SIDES = ['fields', 'docs'] as const

type Open = 'kept' | 'share' | 'export' | 'caller' | 'page' | null

/** The workbench: a question at the left, its answer at the right. */
export function AskPage() {
  const { ask } = words.value
  const open = useSignal<Open>(null)
  useSignalEffect(() => {
    if (address.value.page === 'ask') void follow(address.value)
  })
  useLayoutEffect(() => greetWithFields(query.peek()), [])
  const read = useRef<HTMLElement>(null)
  useSignalEffect(() => {
    // Where one stands below the other, the answer is what a reader waits for.
    if (running.value && matchMedia('(max-width: 60rem)').matches) read.current?.scrollIntoView()
  })
  const close = () => {
    open.value = null
  }
  const show = (what: Open) => () => {
    open.value = what
  }
  return (
    <div class={side.value === null ? 'bench' : 'bench with-docs'}>
      <h1 class="hidden">{ask.title}</h1>
      <DocumentTabs />
      <div class="tools" role="toolbar" aria-label={ask.title}>
        {running.value ? (
          <button type="button" class="button main" onClick={stop}>
            {ask.stop}
          </button>
        ) : (
          <button type="button" class="button main" title={ask.runHint} onClick={() => void run()}>
            {ask.run}
          </button>
        )}
        <OperationChoice />
        <button type="button" class="button" onClick={() => void tidy()}>
          {ask.tidy}
        </button>
        {SIDES.map((pane) => (
          <button
            key={pane}
            type="button"
            class="button"
            aria-pressed={side.value === pane}
            onClick={() => toggleSide(pane)}
          >
            {ask[pane]}
          </button>
        ))}
        <span class="gap" />
        <button type="button" class="button" onClick={show('kept')}>
          {ask.saved}
        </button>
        <button type="button" class="button" onClick={show('share')}>
          {ask.share}
        </button>
        <button type="button" class="button" disabled={!answer.value?.data} onClick={show('page')}>
          {words.value.question.keep}
        </button>
        <button type="button" class="button" disabled={!answer.value?.data} onClick={show('export')}>
          {ask.export}
        </button>
        <button type="button" class="button" aria-pressed={claims.value !== null} onClick={show('caller')}>
          {claims.value?.scopes.join(' ') || ask.caller}
        </button>
      </div>
      {side.value === 'docs' && <Docs />}
      {side.value === 'fields' && <FieldsPane />}
      <section class="pane write" id="document" role="tabpanel" aria-label={ask.query}>
        {isStoreRefusing.value && (
          <p class="notice bad" role="alert">
            {words.value.documents.notKept}
          </p>
        )}
        <div class="code">
          <h2 class="head">{ask.query}</h2>
          <Editor
            key={active.value.id}
            kind="graphql"
            text={active.value.query}
            label={ask.query}
            memory={active.value.editors}
          />
        </div>
        <Inputs />
      </section>
      <section ref={read} class="pane read" aria-label={ask.answer} aria-busy={running.value}>
        {running.value && <div class="progress" role="progressbar" aria-label={ask.running} />}
        <Results />
      </section>
      {open.value === 'kept' && <KeptDialog close={close} />}
      {open.value === 'share' && <ShareDialog close={close} />}
      {open.value === 'export' && <ExportDialog close={close} />}
      {open.value === 'page' && answer.value && (
        <KeepFromBench question={answer.value.question} view={chosenView.value} close={close} />
      )}
      {open.value === 'caller' && <CallerDialog close={close} />}
    </div>
  )
}
