"""What lies in every backup for whoever finds it without us: all ways to open it, no program and no profession named."""

TEXT = """\
КАК ОТКРЫТЬ ЭТУ КОПИЮ

Это зашифрованная копия. В этом файле: header (способы входа), data.age (содержимое). Рядом с ним может лежать
папка, имя которой кончается на -papers: в ней приложенные файлы, каждый зашифрован отдельно.

Если имя файла кончается на .001, копия разделена на части: .001, .002 и дальше. Сначала соберите их в один файл:
  cat ИМЯ.backup.* > ИМЯ.backup
Дальше работайте с этим файлом.

Способ 1. Напечатанный ключ (начинается с AGE-SECRET-KEY-1). Нужны обычные программы tar и age.
  1. Наберите ключ одной строкой в файл key.txt, лучше на диске в памяти (/dev/shm).
  2. tar -xf ИМЯ-ЭТОГО-ФАЙЛА
  3. age -d -i key.txt -o data.tar data.age
  4. tar -xf data.tar
  5. Теперь в папке records файлы .jsonl: в каждой строке одна запись, текст в формате JSON, кодировка UTF-8.
  6. Приложенный файл: age -d -i key.txt -o ИМЯ ПАПКА-papers/32-ЗНАКА. Настоящее имя и тип файла названы
     в записях, где стоит "kind":"attachment"; 32 знака там же, после "file". Если папки papers рядом нет, а
     есть папка papers из data.tar, то файлы в ней.
  7. Сотрите key.txt, data.tar и всё, что распаковали, когда они больше не нужны.

Способ 2. Пароль. Способ 3. Двадцать четыре слова с листа восстановления.
  Оба открывают копию в программе, которой она сделана: восстановить копию в новую папку. Копия открывается
  тем паролем и теми словами, которые действовали в день, когда её сделали.

Если копия повреждена, не удаляйте её и попробуйте более раннюю из той же папки.


HOW TO OPEN THIS COPY

This is an encrypted copy. In this file: header (the ways in), data.age (the contents). Beside it there may be a
folder whose name ends in -papers: it holds the attached files, each encrypted by itself.

If the name of the file ends in .001, the copy is in pieces: .001, .002 and so on. First make one file of them:
  cat NAME.backup.* > NAME.backup
Then work with that file.

Way 1. The printed key (it begins with AGE-SECRET-KEY-1). Needs the ordinary programs tar and age.
  1. Type the key as one line into a file key.txt, best on a disk in memory (/dev/shm).
  2. tar -xf NAME-OF-THIS-FILE
  3. age -d -i key.txt -o data.tar data.age
  4. tar -xf data.tar
  5. Now the folder records holds .jsonl files: each line is one record, JSON text in UTF-8.
  6. An attached file: age -d -i key.txt -o NAME THE-FOLDER-papers/32-SIGNS. Its real name and type stand in the
     records with "kind":"attachment"; the 32 signs stand there too, after "file". If there is no such folder
     beside this file, but data.tar gave a folder papers, they are in that one.
  7. Erase key.txt, data.tar and all you unpacked when they are no longer needed.

Way 2. The passphrase. Way 3. The twenty-four words of the recovery sheet.
  Both open the copy in the program that made it: restore the copy into a new folder. The copy opens with the
  passphrase and the words that were in force on the day it was made.

If the copy is damaged, do not delete it; try an earlier one from the same folder.
"""
