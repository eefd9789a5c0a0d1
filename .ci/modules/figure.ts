import { LANGUAGES, type Language } from '../../grader/text/language.ts';
import { drawModules } from './draw.ts';
import { graphOfKit, reduced } from './graph.ts';
import { layoutOf } from './layout.ts';

/** The figure of modules in each language, by the path of its file from the root of the kit. */
export async function modulesFigures(): Promise<Map<string, string>> {
  const layout = await layoutOf(reduced(await graphOfKit()));
  const file = (language: Language): string => `docs/figures/modules.${language}.svg`;
  return new Map(LANGUAGES.map((language) => [file(language), drawModules(layout, language)]));
}
