import type { ButtonHTMLAttributes } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
}

export function Button({ kind = 'plain', className = '', ...rest }: Props) {
  return <button type="button" className={`button button-${kind} ${className}`} {...rest} />;
}
