import { useSignal, type Signal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { findRowLists, type RowList } from '../../../kit/tables/rows.ts'
import { address, choose, go } from '../app/route.ts'
import { openQuestion } from '../ask/workbench.ts'
import { token } from '../caller/token.ts'
import { ExportDialog } from '../export/ExportDialog.tsx'
import { Failed } from '../failure/Failed.tsx'
import { ErrorText } from '../failure/gatewayErrors/ErrorText.tsx'
import { findFault, type Fault } from '../failure/fault.ts'
import { Boundary, Lazy } from '../failure/Lazy.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import { askWithSources, type Answer } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { language, words } from '../language/language.ts'
import { hasPlace } from '../map/places.ts'
import { ListChoice } from '../results/ListChoice.tsx'
import { KeepFresh } from '../live/KeepFresh.tsx'
import { nameOfRow } from '../results/nameOfRow.ts'
import { findChartShape } from '../results/shape.ts'
import {
  createShown,
  openNone,
  ShownContext,
  useShown,
  type OpenByItself,
  type Shown,
} from '../results/shown.ts'
import { Sources } from '../results/Sources.tsx'
import { writeTitle } from '../start/writeTitle.ts'
import { AnswerCards } from './AnswerCards.tsx'
import { PAGE_VIEWS, type PageView } from './definition.ts'
import { KeepDialog } from './KeepDialog.tsx'
import { forgetPage, isOwn } from './keptPages.ts'
import { prepareQuestion, type PreparedQuestion } from './prepareQuestion.ts'
import { readParameters, toVariables, writeParameters, type Values } from './parameters.ts'
import { SentenceControls } from './SentenceControls.tsx'
import { PageLinkDialog } from './PageLinkDialog.tsx'

/** A question as a sentence that can be set, and its answer; the query is below for those who want it. */
export function QuestionPage() {
  const { name, state } = address.value
  const thing = state.get('thing') ?? null
  const type = thing?.split(':')[0]
  const { value, fault, isLoaded, retry } = useLoaded(() => prepareQuestion(name ?? '', thing), [name, type])
  if (fault) return <Failed fault={fault} retry={retry} />
  if (!isLoaded) return <p class="void" aria-busy="true" />
  if (value === null) return <NoSuchPage />
  return <Asked key={`${value.definition.name} ${type ?? ''}`} question={value} />
}

function NoSuchPage() {
  const { question, menu } = words.value
  return (
    <div class="void">
      <p>{question.noSuchPage}</p>
      <p>
        <a href="#/">{menu.start}</a>
      </p>
    </div>
  )
}

function Asked({ question }: { readonly question: PreparedQuestion }) {
  const { controls, begun, definition } = question
  const { state } = address.value
  const values: Values = { ...begun, ...readParameters(controls, state) }
  const chosenView = PAGE_VIEWS.find((view) => view === state.get('view')) ?? definition.view
  const answer = useSignal<Answer | null>(null)
  const fault = useSignal<Fault | null>(null)
  const isBusy = useSignal(true)
  const attempt = useSignal(0)
  const shown = useMemo(() => createShown(answer, findPageLists, () => chooseOpening(definition.view)), [])
  const asksLanguage = controls.some(({ kind }) => kind === 'language')
  const asksTime = controls.some(({ kind }) => kind === 'time')
  const of = JSON.stringify([values, token.value, asksLanguage && language.value])
  const renew = async (signal: AbortSignal): Promise<Answer> => {
    const renewed = await askNow(question, values, signal)
    if (!signal.aborted && !isBusy.peek()) answer.value = renewed
    return renewed
  }
  useEffect(() => {
    const controller = new AbortController()
    void ask(question, values, controller.signal, answer, fault, isBusy)
    return () => controller.abort()
  }, [of, attempt.value])
  useEffect(() => {
    document.title = `${writeTitle(definition, language.value)} · ${words.value.title}`
  }, [language.value])
  return (
    <ShownContext.Provider value={shown}>
      <article class="question-page">
        <header>
          <SentenceControls
            question={question}
            values={values}
            answered={nameOfRow(shown.chosenList.value?.rows[0])}
            set={(changed) => choose(writeParameters(changed, begun))}
          />
        </header>
        <section class="answer" aria-label={words.value.ask.answer} aria-busy={isBusy.value}>
          {isBusy.value && <div class="progress" role="progressbar" aria-label={words.value.ask.running} />}
          {fault.value && <Failed fault={fault.value} retry={() => (attempt.value += 1)} />}
          {answer.value && !fault.value && (
            <AnswerBody view={chosenView} asksTime={asksTime}>
              <KeepFresh answer={answer.value} of={of} renew={renew} />
            </AnswerBody>
          )}
        </section>
        <Below question={question} values={values} />
      </article>
    </ShownContext.Provider>
  )
}

/** In a table each of what is joined has a row; cards and maps show a thing once. */
function chooseOpening(usual: PageView | null): OpenByItself | null {
  const view = PAGE_VIEWS.find((one) => one === address.value.state.get('view')) ?? usual
  if (view === 'table') return (inner) => inner.slice(0, 1)
  return view === 'chart' ? openNone : null
}

/** An answer of `node` is one thing, which is shown with the lists in it; any other is shown by its lists. */
function findPageLists(data: unknown): readonly RowList[] {
  return isRecord(data) && isRecord(data.node) ? [{ path: [], rows: [data.node] }] : findRowLists(data)
}

/** What was answered before stays in sight until the next answer is there. */
async function ask(
  question: PreparedQuestion,
  values: Values,
  signal: AbortSignal,
  answer: Signal<Answer | null>,
  fault: Signal<Fault | null>,
  isBusy: Signal<boolean>,
): Promise<void> {
  isBusy.value = true
  try {
    const answered = await askNow(question, values, signal)
    if (signal.aborted) return
    answer.value = answered
    fault.value = null
  } catch (error) {
    const found = await findFault(error)
    if (!signal.aborted) fault.value = found
  }
  if (!signal.aborted) isBusy.value = false
}

function askNow({ query, controls }: PreparedQuestion, values: Values, signal: AbortSignal): Promise<Answer> {
  const variables = toVariables(controls, values, language.peek(), Date.now())
  return askWithSources({ query, variables }, { signal, token: token.peek() })
}

const LOADERS: Readonly<Record<Exclude<PageView, 'cards'>, () => Promise<ComponentType>>> = {
  table: () => loadPart(() => import('../results/table/TableView.tsx')).then(({ TableView }) => TableView),
  chart: () => loadPart(() => import('../results/chart/ChartView.tsx')).then(({ ChartView }) => ChartView),
  map: () => loadPart(() => import('../map/MapView.tsx')).then(({ MapView }) => MapView),
}

function AnswerBody({
  view: wanted,
  asksTime,
  children,
}: {
  readonly view: PageView | null
  readonly asksTime: boolean
  readonly children: ComponentChildren
}) {
  const shown = useShown()
  const views = usefulViews(shown)
  const view = views.find((one) => one === wanted) ?? 'cards'
  const { view: names, question } = words.value
  const rows = shown.chosenList.value?.rows.length ?? 0
  return (
    <>
      <Sources />
      <div class="views" role="toolbar" aria-label={words.value.ask.answer}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            class="button bare"
            aria-pressed={view === one}
            onClick={() => choose({ view: one })}
          >
            {one === 'cards' ? question.cards : names[one]}
          </button>
        ))}
        <ListChoice />
        {children}
        <span class="facts">{names.rows(rows)}</span>
      </div>
      <Missing />
      <div class={`shown ${view}`}>
        {view === 'cards' ? (
          <AnswerCards none={asksTime ? question.noneThen : names.none} />
        ) : (
          <Boundary key={view}>
            <Lazy load={LOADERS[view]} />
          </Boundary>
        )}
      </div>
    </>
  )
}

function usefulViews({ chosenList, cells, columns }: Shown): readonly PageView[] {
  const rows = chosenList.value?.rows ?? []
  const hasNumbers = rows.length > 1 && findChartShape(cells.value, columns.value).values.length > 0
  const isPlaced = rows.some(hasPlace)
  return PAGE_VIEWS.filter((view) => (view === 'map' ? isPlaced : view === 'chart' ? hasNumbers : true))
}

/** What could not be answered, and why. */
function Missing() {
  const { errors = [], data } = useShown().answer.value ?? {}
  const { ask } = words.value
  if (errors.length === 0) return null
  const told = [...new Map(errors.map((error) => [error.message, error])).values()].slice(0, 10)
  const isRefused = data === null || data === undefined
  return (
    <details class={isRefused ? 'notice bad' : 'notice'} open={isRefused} role="alert">
      <summary>{isRefused ? ask.refused : ask.errors(errors.length)}</summary>
      <ul>
        {told.map(({ message, code }) => (
          <li key={message}>
            <ErrorText message={message} code={code} />
          </li>
        ))}
      </ul>
    </details>
  )
}

type Open = 'keep' | 'link' | 'export' | null

function Below({ question, values }: { readonly question: PreparedQuestion; readonly values: Values }) {
  const { ask, question: strings } = words.value
  const { answer } = useShown()
  const open = useSignal<Open>(null)
  const close = () => {
    open.value = null
  }
  const { definition, query, controls } = question
  const openBench = () => {
    const variables = toVariables(controls, values, language.peek(), Date.now())
    openQuestion({
      query,
      variables: Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : '',
    })
  }
  return (
    <footer>
      <div class="row">
        <button type="button" class="button" onClick={() => (open.value = 'link')}>
          {ask.share}
        </button>
        <button
          type="button"
          class="button"
          disabled={!answer.value?.data}
          onClick={() => (open.value = 'export')}
        >
          {ask.export}
        </button>
        <button type="button" class="button" onClick={() => (open.value = 'keep')}>
          {strings.keep}
        </button>
        {isOwn(definition) && (
          <button
            type="button"
            class="button"
            onClick={() => {
              forgetPage(definition.name)
              go({ page: '', name: null, state: new Map() })
            }}
          >
            {strings.forget}
          </button>
        )}
        <button type="button" class="button" onClick={openBench}>
          {strings.openBench}
        </button>
      </div>
      <details class="query">
        <summary>{strings.query}</summary>
        <pre tabIndex={0}>{query}</pre>
      </details>
      {open.value === 'link' && <PageLinkDialog definition={definition} close={close} />}
      {open.value === 'export' && <ExportDialog close={close} />}
      {open.value === 'keep' && (
        <KeepDialog
          query={definition.query}
          sentence={definition.sentence[language.value]}
          view={definition.view}
          controls={controls}
          values={values}
          times={definition.times}
          labels={definition.labels}
          close={close}
        />
      )}
    </footer>
  )
}
