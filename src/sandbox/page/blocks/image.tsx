import type { ImageElement } from '@slack/types';
import { useState } from 'preact/hooks';

/** A picture, or its description when it cannot be shown. */
export function Picture({ image, class: name }: { image: ImageElement; class: string }) {
  const [isBroken, setBroken] = useState(false);
  const url = 'image_url' in image ? image.image_url : 'url' in image.slack_file ? image.slack_file.url : '';
  if (!url || isBroken) {
    return (
      <span class={`${name} broken-image`} role="img" aria-label={image.alt_text} title={image.alt_text}>
        {image.alt_text}
      </span>
    );
  }
  return (
    <img
      class={name}
      src={url}
      alt={image.alt_text}
      loading="lazy"
      referrerpolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
}
