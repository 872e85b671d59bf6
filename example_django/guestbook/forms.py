from django import forms

from .models import Entry


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ("name", "message")
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "Your name", "autocomplete": "name"}),
            "message": forms.Textarea(
                attrs={"placeholder": "What would you like to say?", "rows": 3}
            ),
        }
