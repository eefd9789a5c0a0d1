/** How wide text is drawn. Fonts differ; these widths are those of wide ones, so that text fits. */

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60\p{Emoji_Presentation}]/u;
const THIN = /[\sijltfrI.,:;'|!()[\]{}·]/;
const BROAD = /[A-ZmwMW@%&—…]/;
/** Where a line may end: behind a space, and beside a Chinese character, but not before a comma. */
const PIECES =
  /\s+|[“‘（《「]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《「…，。：；！？、）”’》」]+|.)[，。：；！？、）”’》」…]*/gu;

/** Width of a text in the unit of the font size. */
export function widthOf(text: string, fontSize: number): number {
  let ems = 0;
  for (const char of text) {
    if (WIDE.test(char)) ems += 1;
    else if (THIN.test(char)) ems += 0.34;
    else ems += BROAD.test(char) ? 0.82 : 0.62;
  }
  return ems * fontSize;
}

/** Text in lines of at most this width; a word that is wider than a line is cut. */
export function wrap(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    for (const part of fitting(piece, width, fontSize)) {
      if (line !== '' && widthOf(line + part.trimEnd(), fontSize) > width) {
        lines.push(line.trimEnd());
        line = part.trimStart();
      } else line += part;
    }
  }
  return [...lines, line.trimEnd()];
}

/** A word in parts that are no wider than a line. */
function fitting(piece: string, width: number, fontSize: number): string[] {
  if (widthOf(piece, fontSize) <= width) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const char of piece) {
    if (part !== '' && widthOf(part + char, fontSize) > width) {
      parts.push(part);
      part = '';
    }
    part += char;
  }
  return [...parts, part];
}
