from django.db import models


class Analysis(models.Model):
    """분석 요청 하나. AI 서버의 콜백이 오면 finished_at이 채워진다."""

    filename = models.CharField(max_length=255)
    code = models.TextField()
    text = models.TextField(blank=True)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "analyses"

    def __str__(self):
        return f"{self.filename} ({self.requested_at:%Y-%m-%d %H:%M})"
