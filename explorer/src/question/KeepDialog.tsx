import { useSignal } from '@preact/signals'
import { Dialog } from '../app/Dialog.tsx'
import { go } from '../app/route.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { words } from '../language/language.ts'
import type { Control } from './controls.ts'
import { PAGE_VIEWS, type PageDefinition, type PageView } from './definition.ts'
import { keepPage } from './keptPages.ts'
import type { Values } from './parameters.ts'

/** Makes a page of a query: its title as a sentence, where its parameters stand in it, and its view. */
export function KeepDialog({
  query,
  sentence,
  view,
  controls,
  values,
  times = {},
  labels = {},
  close,
}: {
  readonly query: string
  readonly sentence: string
  readonly view: PageView | null
  readonly controls: readonly Control[]
  readonly values: Values
  readonly times?: PageDefinition['times']
  readonly labels?: PageDefinition['labels']
  readonly close: () => void
}) {
  const { question, view: names, ask, saved } = words.value
  const text = useSignal(sentence)
  const chosen = useSignal<PageView>(view ?? 'cards')
  const settable = controls.filter(({ kind }) => kind !== 'language')
  const keep = () => {
    const title = text.value.trim()
    const own = { zh: title, pt: title, en: title }
    const page = { query, sentence: own, view: chosen.value, times, labels, values }
    const { name } = keepPage(page, title.replaceAll(/\{\w+\}/g, ' '))
    close()
    go({ page: 'q', name, state: new Map() })
  }
  return (
    <Dialog title={question.keep} close={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.value.trim() !== '') keep()
        }}
      >
        <label class="stack">
          {question.sentence}
          <textarea
            class="field"
            rows={3}
            required
            maxLength={300}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        {settable.length > 0 && (
          <div class="row small">
            <span class="quiet">{question.slots}</span>
            {settable.map(({ argument, variables: [variable = ''] }) => (
              <button
                key={variable}
                type="button"
                class="button"
                disabled={text.value.includes(`{${variable}}`)}
                onClick={() => {
                  text.value = `${text.value.trimEnd()} {${variable}}`
                }}
              >
                {upperFirst(nameInGraph(`Argument.${argument}`))}
              </button>
            ))}
          </div>
        )}
        <label class="row">
          {question.view}
          <select
            class="field"
            value={chosen.value}
            onChange={(event) => {
              const wanted = event.currentTarget.value
              chosen.value = PAGE_VIEWS.find((one) => one === wanted) ?? 'cards'
            }}
          >
            {PAGE_VIEWS.map((one) => (
              <option key={one} value={one}>
                {one === 'cards' ? question.cards : names[one]}
              </option>
            ))}
          </select>
        </label>
        <p class="row">
          <button type="submit" class="button main">
            {ask.save}
          </button>
          <span class="small quiet">{saved.keptHere}</span>
        </p>
      </form>
    </Dialog>
  )
}
