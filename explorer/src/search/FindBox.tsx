import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { explainFault } from '../failure/Failed.tsx'
import { findFault, type Fault } from '../failure/fault.ts'
import { words } from '../language/language.ts'

/** One thing to choose. */
export interface Option {
  readonly key: string
  readonly title: string
  readonly detail: string
  readonly isCode?: boolean
  readonly choose: () => void
}

export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}

const WAIT = 120

/**
 * A field that finds while one types. Arrow keys walk through what is found, Enter takes it, or the first; Escape closes
 * it. What came too late shows nothing; what failed is told beside the rest.
 */
export function FindBox({
  label,
  placeholder,
  find,
}: {
  readonly label: string
  readonly placeholder: string
  /** Gives groups as they come. Rejects where a part of them did not come. */
  readonly find: (
    text: string,
    signal: AbortSignal,
    show: (groups: readonly OptionGroup[]) => void,
  ) => Promise<void>
}) {
  const { find: strings } = words.value
  const id = useId()
  const text = useSignal('')
  const groups = useSignal<readonly OptionGroup[] | null>(null)
  const isDone = useSignal(true)
  const fault = useSignal<Fault | null>(null)
  const active = useSignal(-1)
  const isOpen = useSignal(false)
  const wantsFirst = useRef(false)
  const options = useComputed(() => (groups.value ?? []).flatMap((group) => group.options))
  const count = useComputed(() => options.value.length)
  const take = (option: Option | undefined) => {
    if (!option) return
    isOpen.value = false
    option.choose()
  }
  useSignalEffect(() => {
    const wanted = text.value.trim()
    active.value = -1
    if (wanted === '') {
      groups.value = null
      fault.value = null
      return
    }
    const controller = new AbortController()
    const { signal } = controller
    isDone.value = false
    const timer = setTimeout(() => {
      const finished = () => {
        if (signal.aborted) return
        isDone.value = true
        if (wantsFirst.current) take(options.peek()[0])
        wantsFirst.current = false
      }
      const told = (found: Fault | null) => {
        if (!signal.aborted) fault.value = found
      }
      const done = find(wanted, signal, (found) => {
        if (!signal.aborted) groups.value = found
      })
      void done
        .then(() => told(null))
        .catch((error: unknown) => findFault(error).then(told))
        .finally(finished)
    }, WAIT)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  })
  const move = (step: number) => {
    const length = options.peek().length
    if (length > 0) active.value = (active.value + step + length) % length
    document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: 'nearest' })
  }
  const shown = isOpen.value && text.value.trim() !== ''
  return (
    <search class="search">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="field"
        type="search"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={shown && count.value > 0}
        aria-controls={`${id}-list`}
        {...(active.value >= 0 && { 'aria-activedescendant': `${id}-${active.value}` })}
        placeholder={placeholder}
        value={text.value}
        onFocus={() => (isOpen.value = true)}
        onInput={(event) => {
          isOpen.value = true
          wantsFirst.current = false
          text.value = event.currentTarget.value
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            move(event.key === 'ArrowDown' ? 1 : active.value < 0 ? 0 : -1)
          } else if (event.key === 'Enter' && text.value.trim() !== '') {
            event.preventDefault()
            if (active.value >= 0) take(options.peek()[active.value])
            else if (isDone.value) take(options.peek()[0])
            else wantsFirst.current = true
          } else if (event.key === 'Escape' && shown) {
            event.preventDefault()
            isOpen.value = false
          }
        }}
      />
      <div class="findings">
        <p class="small quiet hidden-when-empty" aria-live="polite">
          {shown ? tell(count, isDone) : ''}
        </p>
        {shown && fault.value && (
          <p class="notice bad small" role="alert">
            {explainFault(fault.value)}
          </p>
        )}
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          class={shown && count.value > 0 ? 'found' : ''}
        >
          {shown && <Groups id={id} groups={groups.value ?? []} active={active} take={take} />}
        </div>
      </div>
    </search>
  )

  function tell(found: ReadonlySignal<number>, done: ReadonlySignal<boolean>): string {
    if (found.value > 0 || fault.value) return ''
    return done.value ? strings.none : strings.searching
  }
}

function Groups({
  id,
  groups,
  active,
  take,
}: {
  readonly id: string
  readonly groups: readonly OptionGroup[]
  readonly active: ReadonlySignal<number>
  readonly take: (option: Option) => void
}) {
  let index = -1
  return (
    <>
      {groups
        .filter(({ options }) => options.length > 0)
        .map(({ title, options }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="group" aria-hidden="true">
              {title}
            </p>
            {options.map((option) => {
              index += 1
              return (
                <div
                  key={option.key}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  class="option"
                  aria-selected={active.value === index}
                  // The field keeps the focus.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(option)}
                >
                  {option.isCode ? <code>{option.title}</code> : <strong>{option.title}</strong>}
                  <span class="small quiet">{option.detail}</span>
                </div>
              )
            })}
          </div>
        ))}
    </>
  )
}
