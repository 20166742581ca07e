const WIDTH = 64;
const HEIGHT = 24;

/** The shape of the last values; what they are stands beside it. */
export function Sparkline({
  values,
  tone = 'accent',
}: {
  readonly values: readonly number[];
  readonly tone?: 'accent' | 'warn';
}) {
  if (values.length < 2)
    return <svg className="sparkline" width={WIDTH} height={HEIGHT} aria-hidden="true" />;
  const top = Math.max(...values, 1);
  const step = WIDTH / (values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg className={`sparkline sparkline-${tone}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polygon points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
      <polyline points={points.join(' ')} />
    </svg>
  );
}
