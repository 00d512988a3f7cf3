"""How files arrive: in memory, never more than may be kept, and never on disk."""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keeps what arrives, of all files of a form together, up to one byte more than the largest file.

    The rest is read and let go, so that whoever checks the file sees that it is too large, and says so in a sentence.
    """

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.room = settings.LARGEST_UPLOAD + 1

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        piece = raw_data[: self.room]
        self.room -= len(piece)
        self.kept.write(piece)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
