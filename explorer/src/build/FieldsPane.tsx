import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { SearchField } from '../app/SearchField.tsx'
import { CloseSide } from '../ask/CloseSide.tsx'
import { loadNames, localName } from '../graph/names/names.ts'
import { words } from '../language/language.ts'
import { rootBranches, type Branch } from './branches.ts'
import { Branches } from './BranchRow.tsx'
import { moveByKey } from './moveByKey.ts'
import { hint, isPickable, question, startPicking } from './picking.ts'

/** Everything that can be asked for, to be ticked; the query in the editor follows, and this follows the query. */
export function FieldsPane() {
  const { ask, build } = words.value
  const filter = useSignal('')
  useEffect(() => {
    startPicking()
    void loadNames()
  }, [])
  const wanted = filter.value.trim().toLowerCase()
  const branches = question.value ? rootBranches(question.value).filter((branch) => fits(branch, wanted)) : []
  return (
    <section class="pane picker" aria-label={ask.fields}>
      <div class="row">
        <h2>{build.title}</h2>
        <CloseSide />
      </div>
      <p class="small quiet">{isPickable.value ? build.help : build.waits}</p>
      <SearchField
        label={ask.filterFields}
        value={filter.value}
        search={(text) => {
          filter.value = text
        }}
      />
      <fieldset class="branches" disabled={!isPickable.value} aria-label={build.title}>
        <ul class="plain" aria-busy={question.value === null} onKeyDown={moveByKey}>
          {question.value && <Branches of={question.value} all={branches} />}
        </ul>
      </fieldset>
      <Hint />
    </section>
  )
}

function Hint() {
  if (hint.value === null) return null
  return (
    <p class="hint small">
      <code>{hint.value.name}</code> {hint.value.text}
    </p>
  )
}

/** What is asked for stays in sight. */
function fits({ field, nodes }: Branch, wanted: string): boolean {
  if (nodes.length > 0 || wanted === '') return true
  const texts = [field?.name, field?.description, localName(`Query.${field?.name ?? ''}`)]
  return texts.some((text) => text?.toLowerCase().includes(wanted))
}
