/** The server counts characters, a browser half of some: from the one to the other, for places in `text`. */
export function units(text: string): (point: number) => number {
  const wide: number[] = []; // the points before which there is one unit more
  let point = 0;
  for (const sign of text) {
    if (sign.length > 1) wide.push(point);
    point++;
  }
  if (!wide.length) return (at) => at;
  return (at) => {
    let [low, high] = [0, wide.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((wide[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return at + low;
  };
}
