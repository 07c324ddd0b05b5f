/** From one tick box to the next by the arrows; left and right close and open what lies below, as in a tree of files. */
export function moveByKey(event: KeyboardEvent): void {
  const box = event.target
  const list = event.currentTarget
  if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox' || !(list instanceof HTMLElement)) return
  const act = ACTS[event.key]
  if (!act || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  act(box, list)
}

type Act = (box: HTMLInputElement, list: HTMLElement) => void

const ACTS: Readonly<Record<string, Act>> = {
  ArrowDown: (box, list) => focusAt(list, box, 1),
  ArrowUp: (box, list) => focusAt(list, box, -1),
  ArrowRight: (box, list) => {
    const twist = twistOf(box)
    if (twist?.ariaExpanded === 'false') twist.click()
    else focusAt(list, box, 1)
  },
  ArrowLeft: (box) => {
    const twist = twistOf(box)
    if (twist?.ariaExpanded === 'true') twist.click()
    else boxAbove(box)?.focus()
  },
}

function focusAt(list: HTMLElement, box: HTMLInputElement, by: number): void {
  const boxes = [...list.querySelectorAll<HTMLInputElement>('input[type=checkbox]:enabled')]
  boxes[boxes.indexOf(box) + by]?.focus()
}

function twistOf(box: HTMLInputElement): HTMLButtonElement | null {
  return box.closest('.pick')?.querySelector<HTMLButtonElement>('button.twist') ?? null
}

function boxAbove(box: HTMLInputElement): HTMLInputElement | null {
  const above = box.closest('li')?.parentElement?.closest('li')
  return above?.querySelector<HTMLInputElement>('input[type=checkbox]') ?? null
}
