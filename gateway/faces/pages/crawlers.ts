import { datasetIri } from '../catalogue/addresses.ts'
import { readCatalogue } from '../catalogue/readCatalogue.ts'
import type { FaceDocument, Facing } from '../face.ts'
import { escapeMarkup } from '../html.ts'

const PLAIN = 'text/plain; charset=utf-8'

/** Pages are for search engines; questions and data, of which each costs work, are for those who want them. */
export function robots({ base }: Facing): FaceDocument {
  const lines = ['User-agent: *', 'Disallow: /graphql', 'Disallow: /q/', 'Disallow: /ogc/']
  return { type: PLAIN, body: `${lines.join('\n')}\n\nSitemap: ${base}/sitemap.xml\n` }
}

export function noRobots(): FaceDocument {
  return { type: PLAIN, body: 'User-agent: *\nDisallow: /\n' }
}

interface SitePage {
  readonly address: string
  readonly modifiedAt: string | null
}

/** The pages that there are, by sitemaps.org. */
export async function sitemap(facing: Facing): Promise<FaceDocument> {
  const { base } = facing
  const datasets = await readCatalogue(facing)
  const plain = [`${base}/`, `${base}/openapi`, ...(datasets ? [`${base}/data`] : [])]
  const pages: readonly SitePage[] = [
    ...plain.map((address) => ({ address, modifiedAt: null })),
    ...(datasets ?? []).map((dataset) => ({
      address: datasetIri(base, dataset),
      modifiedAt: dataset.modifiedAt,
    })),
  ]
  return {
    type: 'application/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(writePage).join('\n')}
</urlset>
`,
  }
}

function writePage({ address, modifiedAt }: SitePage): string {
  const modified = modifiedAt === null ? '' : `<lastmod>${escapeMarkup(modifiedAt)}</lastmod>`
  return `<url><loc>${escapeMarkup(address)}</loc>${modified}</url>`
}
