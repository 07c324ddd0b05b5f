import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../language/language.ts'

/** A window over the page. Escape and a click outside close it; the focus returns to where it was. */
export function Dialog({
  title,
  close,
  children,
}: {
  readonly title: string
  readonly close: () => void
  readonly children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      <header>
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="button bare" onClick={() => dialog.current?.close()}>
          {words.value.ask.close}
        </button>
      </header>
      {children}
    </dialog>
  )
}
