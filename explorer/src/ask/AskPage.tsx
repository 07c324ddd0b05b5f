import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { route } from '../app/route.ts'
import { CallerDialog } from '../caller/CallerDialog.tsx'
import { claims } from '../caller/token.ts'
import { words } from '../language/language.ts'
import { Results } from '../results/Results.tsx'
import { KeptDialog } from '../share/KeptDialog.tsx'
import { readLink } from '../share/link.ts'
import { ShareDialog } from '../share/ShareDialog.tsx'
import { ExportDialog } from '../export/ExportDialog.tsx'
import { FieldsPane } from '../build/FieldsPane.tsx'
import { Docs } from './Docs.tsx'
import { greetWithFields, side, toggleSide } from './sidePane.ts'
import { Editor } from './Editor.tsx'
import { tidy } from './tidy.ts'
import { answer, failure, layOut, query, run, running, stop, variablesText } from './workbench.ts'

const SIDES = ['fields', 'docs'] as const

type Open = 'kept' | 'share' | 'export' | 'caller' | null

/** The workbench: a question at the left, its answer at the right. */
export function AskPage() {
  const { ask } = words.value
  const open = useSignal<Open>(null)
  useEffect(() => void openSharedLink(), [route.value])
  useEffect(() => greetWithFields(query.peek()), [])
  const close = () => {
    open.value = null
  }
  const show = (what: Open) => () => {
    open.value = what
  }
  return (
    <div class={side.value === null ? 'bench' : 'bench with-docs'}>
      <h1 class="hidden">{ask.title}</h1>
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
        <button type="button" class="button" disabled={!answer.value?.data} onClick={show('export')}>
          {ask.export}
        </button>
        <button type="button" class="button" aria-pressed={claims.value !== null} onClick={show('caller')}>
          {claims.value?.scopes.join(' ') || ask.caller}
        </button>
      </div>
      {side.value === 'docs' && <Docs />}
      {side.value === 'fields' && <FieldsPane />}
      <section class="pane write" aria-label={ask.query}>
        <div class="code">
          <h2 class="head">{ask.query}</h2>
          <Editor kind="graphql" text={query} label={ask.query} />
        </div>
        <div class="code small-code">
          <h2 class="head">{ask.variables}</h2>
          <Editor kind="variables" text={variablesText} label={ask.variables} />
        </div>
      </section>
      <section class="pane read" aria-label={ask.answer} aria-busy={running.value}>
        {running.value && <div class="progress" role="progressbar" aria-label={ask.running} />}
        <Results />
      </section>
      {open.value === 'kept' && <KeptDialog close={close} />}
      {open.value === 'share' && <ShareDialog close={close} />}
      {open.value === 'export' && <ExportDialog close={close} />}
      {open.value === 'caller' && <CallerDialog close={close} />}
    </div>
  )
}

/** A link's question is laid out and asked; a question only reads, so that opening a link changes nothing. */
async function openSharedLink(): Promise<void> {
  if (route.value.page !== 'ask' || route.value.shared === null) return
  const shared = await readLink(route.value.shared)
  if (shared === null) {
    failure.value = 'link'
    return
  }
  layOut(shared.query, shared.variables, shared.view)
  history.replaceState(null, '', '#/ask')
  await run()
}
