import { imageLimits, type StoredImage } from '../../../lib/contract/image.ts';
import { UploadField } from '../../feedback/UploadField.tsx';
import { fileSize } from '../../file-size.ts';
import { t } from '../../i18n.ts';
import { usePictureUpload } from './use-picture-upload.ts';

/** A picture from this computer. */
export function PictureFile({ onStored }: { onStored(image: StoredImage): void }) {
  const upload = usePictureUpload(onStored);
  return (
    <UploadField
      upload={upload}
      label={t('editor.imageFile')}
      choose={t('editor.imageChoose')}
      hint={t('editor.imageHint', { most: fileSize(imageLimits.bytes) })}
      icon="image"
      accept="image/png,image/jpeg,image/gif,image/webp"
    />
  );
}
