import type { Chart } from './layChart.ts'
import { measureWith, wrapText } from '../../format/texts.ts'

const SVG = 'http://www.w3.org/2000/svg'
const MARGIN = 16
const LINE = 20
/** An image is looked at on finer screens, too. */
const PIXELS = 2

/** The pictures of a chart as one image that needs no page around it: legend above, sources below. */
export function composeImage(figure: HTMLElement, chart: Chart, sources: readonly string[]): SVGSVGElement {
  const drawings = [...figure.querySelectorAll<SVGSVGElement>('.drawing > svg')]
  const width = Math.max(...drawings.map(({ clientWidth }) => clientWidth), 0) + 2 * MARGIN
  const sheet = startSheet(figure, width)
  sheet.write(chart.title, { size: 15, weight: 600 })
  for (const entry of figure.querySelectorAll('.legend li')) {
    sheet.mark(getComputedStyle(entry.querySelector('i') ?? entry).backgroundColor)
    sheet.write(entry.textContent?.trim() ?? '', { indent: 20 })
  }
  for (const drawing of drawings) {
    const heading = drawing.closest('.panel')?.querySelector('h3')?.textContent ?? ''
    if (drawings.length > 1) sheet.write(heading, { weight: 600 })
    sheet.paste(copyWithStyles(drawing), drawing.clientHeight)
  }
  for (const source of sources) sheet.write(source, { size: 11 })
  return sheet.finish()
}

/** An image that is filled from above. */
function startSheet(figure: HTMLElement, width: number) {
  const { color, fontFamily } = getComputedStyle(figure)
  const image = document.createElementNS(SVG, 'svg')
  image.append(element('rect', { width: '100%', height: '100%', fill: backgroundBehind(figure) }))
  let y = MARGIN
  return {
    write(text: string, { indent = 0, size = 12, weight = 400 } = {}): void {
      const measure = measureWith(`${weight} ${size}px ${fontFamily}`)
      for (const line of wrapText(text, width - 2 * MARGIN - indent, measure)) {
        y += LINE
        const place = { x: MARGIN + indent, y: y - 5, fill: color }
        image.append(element('text', { ...place, 'font-size': size, 'font-weight': weight }, line))
      }
    },
    mark(fill: string): void {
      image.append(element('rect', { x: MARGIN, y: y + 5, width: 12, height: 12, rx: 2, fill }))
    },
    paste(drawing: SVGSVGElement, height: number): void {
      setAttributes(drawing, { x: MARGIN, y })
      image.append(drawing)
      y += height
    },
    finish(): SVGSVGElement {
      const height = y + MARGIN
      setAttributes(image, { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` })
      image.setAttribute('font-family', fontFamily)
      return image
    },
  }
}

export function writeSvg(image: SVGSVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(image)], { type: 'image/svg+xml' })
}

/** Null where this browser has no canvas of that size. */
export async function toPng(image: SVGSVGElement): Promise<Blob | null> {
  const [width, height] = [image.width.baseVal.value, image.height.baseVal.value]
  const url = URL.createObjectURL(writeSvg(image))
  try {
    const picture = new Image()
    picture.src = url
    await picture.decode()
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [width * PIXELS, height * PIXELS]
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** What the page's style sheet says, each element of the copy says itself: a file has no style sheet. */
function copyWithStyles(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new Error('A copy of a drawing is a drawing.')
  const shown = [drawing, ...drawing.querySelectorAll('*')]
  const copied = [copy, ...copy.querySelectorAll('*')]
  copied.forEach((part, index) => settleStyles(part, shown[index] ?? part))
  // A tooltip belongs to the moment.
  for (const moment of copy.querySelectorAll('.tooltip')) moment.remove()
  return copy
}

const FONT = ['font-size', 'font-family', 'font-weight'] as const

function settleStyles(part: Element, shown: Element): void {
  const style = getComputedStyle(shown)
  for (const name of ['fill', 'stroke']) {
    if (/var\(|currentColor/.test(part.getAttribute(name) ?? ''))
      part.setAttribute(name, style.getPropertyValue(name))
  }
  if (part.localName === 'text')
    setAttributes(part, Object.fromEntries(FONT.map((name) => [name, style.getPropertyValue(name)])))
}

function backgroundBehind(element: Element | null): string {
  if (element === null) return 'white'
  const { backgroundColor } = getComputedStyle(element)
  return backgroundColor === 'rgba(0, 0, 0, 0)' ? backgroundBehind(element.parentElement) : backgroundColor
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name)
  if (!(made instanceof SVGElement)) throw new Error(`An element of SVG was expected, not ${name}.`)
  setAttributes(made, attributes)
  made.textContent = text
  return made
}

function setAttributes(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
}
