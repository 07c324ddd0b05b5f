import { useSignal } from '@preact/signals'
import { Dialog } from '../app/Dialog.tsx'
import { active, reopenDocument } from '../ask/desk.ts'
import { show } from '../ask/benchAddress.ts'
import { listClosed } from '../ask/keepDocuments.ts'
import { openQuestion, query, variablesText } from '../ask/workbench.ts'
import { formatTime, words } from '../language/language.ts'
import { clearHistory, forget, history, save, saved, type Kept } from './kept.ts'
import { nameOf } from './nameOf.ts'

/** Questions that this browser keeps: saved by name, and the last ones asked. */
export function KeptDialog({ close }: { readonly close: () => void }) {
  const { ask, saved: strings } = words.value
  const name = useSignal(nameOf(query.value))
  const open = (kept: Kept) => {
    close()
    openQuestion(kept)
  }
  return (
    <Dialog title={ask.saved} close={close}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.value.trim() === '') return
          save({ name: name.value.trim(), query: query.value, variables: variablesText.value })
        }}
      >
        <input
          class="field"
          style="flex: 1"
          aria-label={strings.name}
          value={name.value}
          maxLength={120}
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
        <button class="button main" type="submit">
          {ask.save}
        </button>
      </form>
      <p class="small quiet" style="margin: .5rem 0">
        {strings.keptHere}
      </p>
      <KeptList list={saved.value} open={open} remove={(kept) => forget(kept.name)} />
      <Past open={open} />
      <Closed close={close} />
      <h3>{ask.history}</h3>
      <KeptList list={history.value} open={open} />
      {history.value.length > 0 && (
        <button type="button" class="link small" onClick={clearHistory}>
          {strings.clear}
        </button>
      )}
    </Dialog>
  )
}

/** What the document in front asked before. */
function Past({ open }: { readonly open: (kept: Kept) => void }) {
  const { documents: strings } = words.value
  const list = active.value.past.value.slice(1)
  if (list.length === 0) return null
  return (
    <>
      <h3>{strings.past}</h3>
      <KeptList
        list={list.map(({ at, ...asked }) => ({ ...asked, name: `${nameOf(asked.query)} · ${timeOf(at)}` }))}
        open={open}
      />
    </>
  )
}

/** Documents whose tabs were closed, to be opened again as they were. */
function Closed({ close }: { readonly close: () => void }) {
  const { documents: strings } = words.value
  const list = listClosed()
  if (list.length === 0) return null
  return (
    <>
      <h3>{strings.closed}</h3>
      <ul class="plain kept">
        {list.map(({ id, query: text, closed }) => (
          <li key={id}>
            <button
              type="button"
              class="link"
              onClick={() => {
                const document = reopenDocument(id)
                close()
                if (document) show(document)
              }}
            >
              {nameOf(text)} · {timeOf(closed ?? 0)}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function timeOf(at: number): string {
  return formatTime(new Date(at).toISOString())
}

function KeptList({
  list,
  open,
  remove,
}: {
  readonly list: readonly Kept[]
  readonly open: (kept: Kept) => void
  readonly remove?: (kept: Kept) => void
}) {
  const { saved: strings } = words.value
  if (list.length === 0) return <p class="small quiet">{strings.none}</p>
  return (
    <ul class="plain kept">
      {list.map((kept) => (
        <li key={`${kept.name} ${kept.query} ${kept.variables}`}>
          <button type="button" class="link" onClick={() => open(kept)}>
            {kept.name}
          </button>
          {remove && (
            <button
              type="button"
              class="button bare"
              aria-label={`${strings.remove}: ${kept.name}`}
              onClick={() => remove(kept)}
            >
              ×
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
