import { readCatalogue } from '../catalogue/readCatalogue.ts'
import { jsonDocument, type FaceDocument, type Facing } from '../face.ts'
import { catalogueResources } from './catalogueResources.ts'
import { writeJsonLd } from './jsonLd.ts'
import { writeTurtle } from './turtle.ts'

export async function catalogueAsJsonLd(facing: Facing): Promise<FaceDocument | null> {
  const datasets = await readCatalogue(facing)
  return datasets && jsonDocument('application/ld+json', writeJsonLd(catalogueResources(facing, datasets)))
}

export async function catalogueAsTurtle(facing: Facing): Promise<FaceDocument | null> {
  const datasets = await readCatalogue(facing)
  return (
    datasets && {
      type: 'text/turtle; charset=utf-8',
      body: writeTurtle(catalogueResources(facing, datasets)),
    }
  )
}
