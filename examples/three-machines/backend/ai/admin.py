from django.contrib import admin

from .models import Analysis

admin.site.register(Analysis)
