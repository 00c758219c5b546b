"""Gemini: what is asked, how it is sent, and the jobs that wait for it. The one place that knows google-genai."""
