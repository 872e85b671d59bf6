from django.db import models


class Entry(models.Model):
    """One visitor's words."""

    name = models.CharField(max_length=60)
    message = models.TextField(max_length=500)
    signed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("-signed_at", "-pk")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.name}: {self.message[:40]}"
